import { NumberInput, type NumberInputProps } from '@mantine/core';

/** A field for a whole number, at least 0. */
export function CountInput(props: NumberInputProps) {
  return (
    <NumberInput
      min={1}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator=","
      {...props}
    />
  );
}

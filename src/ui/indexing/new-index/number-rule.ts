/** What may stand in a number field. The field holds what was typed, '' when empty. */
export type NumberField = number | string;

export interface NumberRule {
  readonly whole: boolean;
  readonly least: number;
  /** The number must be above `least`. */
  readonly aboveLeast?: boolean;
  readonly most: number;
  /** Why not more: ', the whole corpus'. */
  readonly whyMost?: string;
}

/** What to enter instead; undefined when the value fits. */
export function numberProblem(value: NumberField, rule: NumberRule): string | undefined {
  const { whole, least, aboveLeast = false, most, whyMost = '' } = rule;
  const number = value === '' ? Number.NaN : Number(value);
  const fits =
    (aboveLeast ? number > least : number >= least) && number <= most && (!whole || Number.isInteger(number));
  if (fits) return undefined;
  const range = aboveLeast ? `above ${least}, at most ${most}` : `from ${least} to ${most}`;
  return `Enter a ${whole ? 'whole number' : 'number'} ${range}${whyMost}.`;
}

/** Messages per field; a field without one is fine. */
export type Problems<Field extends string> = Partial<Record<Field, string>>;

/** Empty when all fields are fine. */
export function withoutFineFields<Field extends string>(
  fields: readonly (readonly [Field, string | undefined])[],
): Problems<Field> {
  const wrong = fields.filter(([, message]) => message !== undefined);
  return Object.fromEntries(wrong) as Problems<Field>;
}

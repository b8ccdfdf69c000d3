import { Text, Textarea } from '@mantine/core';
import type { CrossEncoderSettings, PairPrompt } from '../../core/model-settings.ts';
import { SCORE_RULE_LABELS } from './model-labels.ts';

const PROMPT_LABELS: Readonly<Record<keyof PairPrompt, string>> = {
  start: 'Prompt: before everything',
  query: 'Prompt: instruction and {query}',
  passage: 'Prompt: around {passage}',
  end: 'Prompt: after everything',
};

interface Props {
  settings: CrossEncoderSettings;
  onChange: (settings: CrossEncoderSettings) => void;
}

export function CrossEncoderFields({ settings, onChange }: Props) {
  const { scoreRule, prompt } = settings;
  return (
    <>
      <Text size="sm">Score: {SCORE_RULE_LABELS[scoreRule]}.</Text>
      {prompt &&
        (Object.keys(PROMPT_LABELS) as (keyof PairPrompt)[]).map((part) => (
          <Textarea
            key={part}
            label={PROMPT_LABELS[part]}
            value={prompt[part]}
            onChange={(event) =>
              onChange({ ...settings, prompt: { ...prompt, [part]: event.currentTarget.value } })
            }
            autosize
            minRows={1}
            maxRows={8}
          />
        ))}
    </>
  );
}

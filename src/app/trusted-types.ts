/** Trusted Types, as far as this app uses them: TypeScript has no types of them. */
interface TrustedTypePolicy {
  createScriptURL(address: string): string;
}

interface TrustedTypePolicyRules {
  createHTML?(text: string): string;
  createScriptURL?(address: string): string;
}

/**
 * Makes a policy; undefined where the browser has no Trusted Types. What a policy gives is no string to the browser, but
 * it is to TypeScript.
 */
export function createTrustedTypePolicy(
  name: 'default' | 'xenn-service-worker' | 'xenn-worker',
  rules: TrustedTypePolicyRules,
): TrustedTypePolicy | undefined {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedTypePolicyRules): TrustedTypePolicy };
  };
  return trustedTypes?.createPolicy(name, rules);
}

/** For what Mantine writes into its style elements: text without a tag cannot become anything else. Throws TypeError. */
export function textWithoutTags(text: string): string {
  if (!text.includes('<')) return text;
  throw new TypeError(
    `Expected a style sheet where HTML is set, found ${JSON.stringify(text.slice(0, 60))}.`,
  );
}

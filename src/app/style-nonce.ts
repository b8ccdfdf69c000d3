/** What a style element of this page needs to be obeyed: new in every page, so that no text that is shown can know it. */
export const styleNonce = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
  part.toString(36),
).join('');

/** Adds the policy; of several policies every one has to be kept. */
export function requireStyleNonce(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `style-src-elem 'self' 'nonce-${styleNonce}'`;
  document.head.append(policy);
  // Where get-nonce looks, by which a modal's scroll lock makes its style element.
  Object.assign(globalThis, { __webpack_nonce__: styleNonce });
}

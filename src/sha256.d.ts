/** What `scripts/sha256-plugin.mjs` makes of a file: its SHA-256 (hex). */
declare module '*?sha256' {
  const sha256: string;
  export default sha256;
}

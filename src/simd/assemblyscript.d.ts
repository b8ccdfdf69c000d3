/** What `scripts/assemblyscript-plugin.mjs` makes of an AssemblyScript module: its WebAssembly binary. */
declare module '*?assemblyscript' {
  const binary: Uint8Array<ArrayBuffer>;
  export default binary;
}

/** A name that every file system takes, made of what a person called the thing: 'My corpus/v2' → 'My-corpus-v2'. */
export function exportFileName(name: string, ending: string): string {
  const plain = name.replace(/[^\p{Letter}\p{Number}]+/gu, '-').replace(/^-|-$/g, '');
  return `${plain.slice(0, 80) || 'export'}${ending}`;
}

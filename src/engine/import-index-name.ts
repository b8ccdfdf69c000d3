/** `name` where no index has it, else with '(imported)', '(imported 2)' and so on after it. */
export function freeIndexName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 1; taken.includes(free); count++) {
    free = `${name} (imported${count === 1 ? '' : ` ${count}`})`;
  }
  return free;
}

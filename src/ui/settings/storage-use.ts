export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** Whether the browser promised not to delete by itself. */
  readonly persisted: boolean;
}

/** Of this origin, as the browser estimates it. Rejects where the browser does not tell. */
export async function readStorageUse(): Promise<StorageUse> {
  if (!navigator.storage) {
    throw new Error(
      'Expected a browser that tells its storage use, found none: open this page over https or localhost.',
    );
  }
  const [{ usage = 0, quota = 0 }, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return { usedBytes: usage, quotaBytes: quota, persisted };
}

/** Whether the browser agreed to keep the data. */
export function askToKeepData(): Promise<boolean> {
  return navigator.storage.persist();
}

/** Resident memory of the whole process, in bytes. */
export interface MemoryUse {
  /** Takes a sample. */
  readonly look: () => void;
  /** The largest so far, less what there was at the start. */
  readonly peakBytes: () => number;
}

/**
 * Starts with what there is now. The system's own peak counts where it was passed since; where an earlier peak hides it,
 * the largest sample does.
 */
export function watchMemory(): MemoryUse {
  const rss = () => process.memoryUsage.rss();
  const systemPeak = () => process.resourceUsage().maxRSS * 1024;
  const startBytes = rss();
  const earlierPeak = systemPeak();
  let sampled = startBytes;
  const look = () => {
    sampled = Math.max(sampled, rss());
  };
  return {
    look,
    peakBytes() {
      look();
      const peak = systemPeak();
      return (peak > earlierPeak ? Math.max(peak, sampled) : sampled) - startBytes;
    },
  };
}

/** What of a browser, or of the host, the app can do without, and what that means. */
export interface MissingFeature {
  /** A name that people can look up. */
  readonly feature: string;
  readonly meaning: string;
}

/** Where the features are looked for: a page's global object, of which only these parts are read. */
export interface FeatureScope {
  readonly crossOriginIsolated: boolean;
  readonly isSecureContext: boolean;
  readonly BroadcastChannel?: unknown;
  readonly navigator: {
    readonly gpu?: unknown;
    readonly locks?: unknown;
    readonly serviceWorker?: unknown;
    readonly storage?: { readonly getDirectory?: unknown };
  };
}

/** Of what this app uses, what is not there. */
export function missingFeatures(scope: FeatureScope): MissingFeature[] {
  const { navigator } = scope;
  const missing: (MissingFeature | false)[] = [
    !scope.isSecureContext && {
      feature: 'Secure context',
      meaning:
        'The page came over http from another machine, and browsers then withhold most of what is named here. ' +
        'Open it over https or from localhost.',
    },
    !scope.crossOriginIsolated && {
      feature: 'Cross-origin isolation',
      meaning: `WebAssembly runs on one thread: the host of this page does not send the headers COOP and COEP. ${
        navigator.serviceWorker
          ? 'Once the app is stored for offline use, it adds them itself: load the page again then.'
          : 'docs/deploy.md says how a host is told to.'
      }`,
    },
    !navigator.gpu && {
      feature: 'WebGPU',
      meaning: 'Models and matrices are computed on the processor, by WebAssembly.',
    },
    !navigator.storage?.getDirectory && {
      feature: 'Origin private file system (OPFS)',
      meaning:
        'Nothing can be stored, so that no corpus can be opened. Leave private browsing or use another browser.',
    },
    !(navigator.locks && scope.BroadcastChannel) && {
      feature: 'Web Locks and BroadcastChannel',
      meaning:
        'Tabs cannot tell each other which one writes: nothing is stored, and no corpus can be opened.',
    },
    !navigator.serviceWorker && {
      feature: 'Service workers',
      meaning: 'The app cannot be installed, and does not start without a network.',
    },
  ];
  return missing.filter((each) => each !== false);
}

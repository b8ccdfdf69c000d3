import style from './experiment-document.css?raw';

/** The looks of an `ExperimentDocument`, on the page and on paper. */
export const EXPERIMENT_STYLE: string = style;

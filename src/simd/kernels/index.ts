export * from './adamw';
export * from './factorization';
export * from './gelu';
export * from './matrix-product';
export * from './multiply';
export * from './ridges';
export * from './towers';

import { describeTinyCrossEncoder } from '../testing/tiny-encoder-tests.ts';
import { runtimeFiles } from './runtime-files.ts';
import { configureRuntime } from './session.ts';

configureRuntime(runtimeFiles.webgpu, 1);

describeTinyCrossEncoder('webgpu');

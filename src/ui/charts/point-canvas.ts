import type { ScreenSize, ViewMatrix } from './map-geometry.ts';

/** Points and one line on a canvas, by WebGL. */
export interface PointCanvas {
  /** n x 2, unit coordinates. */
  setPoints(points: Float32Array): void;
  /** Positions of the points that are drawn. */
  setShown(positions: Uint32Array): void;
  /** n x 2, unit coordinates: a line through all of them; empty: none. */
  setLine(points: Float32Array): void;
  /** Colours as '#rrggbb'. */
  draw(view: ViewMatrix, size: ScreenSize, colors: PointColors): void;
  /** Waits until what was drawn is on the canvas. */
  finish(): void;
  close(): void;
}

export interface PointColors {
  readonly point: string;
  readonly line: string;
  readonly background: string;
}

/** CSS pixels */
const POINT_SIZE = 3;
const POINT_OPACITY = 0.5;

const VERTEX_SHADER = `#version 300 es
in vec2 point;
uniform mat4 view;
uniform float aspect;
uniform float pointSize;
void main() {
  vec4 seen = view * vec4(point, 0.0, 1.0);
  gl_Position = vec4(seen.x / aspect, seen.y, 0.0, 1.0);
  gl_PointSize = pointSize;
}`;

/** A disc with a soft edge; of a line, the whole of it. */
const FRAGMENT_SHADER = `#version 300 es
precision mediump float;
uniform vec4 color;
uniform bool round;
out vec4 result;
void main() {
  float coverage = 1.0;
  if (round) {
    float distance = length(gl_PointCoord - 0.5);
    coverage = 1.0 - smoothstep(0.35, 0.5, distance);
  }
  result = vec4(color.rgb, 1.0) * color.a * coverage;
}`;

/** Throws where the browser gives no WebGL 2 context, or its shaders do not compile. */
export function openPointCanvas(canvas: HTMLCanvasElement): PointCanvas {
  const context = canvas.getContext('webgl2', {
    antialias: false,
    // So that the picture can be saved and copied after it was shown.
    preserveDrawingBuffer: true,
  });
  if (!context) throw new Error('Expected a WebGL 2 context for the map, found none.');
  const gl = context;
  const program = linkProgram(gl);
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, not React's.
  gl.useProgram(program);
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const [viewAt, aspectAt, sizeAt, colorAt, roundAt] = ['view', 'aspect', 'pointSize', 'color', 'round'].map(
    uniform,
  );
  const points = gl.createBuffer();
  const shown = gl.createBuffer();
  const line = gl.createBuffer();
  let shownCount = 0;
  let lineCount = 0;

  function bindPoints(buffer: WebGLBuffer): void {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  }
  function setColor(color: string, opacity: number): void {
    gl.uniform4f(colorAt, ...channels(color), opacity);
  }

  return {
    setPoints(coordinates) {
      gl.bindBuffer(gl.ARRAY_BUFFER, points);
      gl.bufferData(gl.ARRAY_BUFFER, coordinates, gl.STATIC_DRAW);
      shownCount = 0;
    },
    setShown(positions) {
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, shown);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, positions, gl.DYNAMIC_DRAW);
      shownCount = positions.length;
    },
    setLine(coordinates) {
      gl.bindBuffer(gl.ARRAY_BUFFER, line);
      gl.bufferData(gl.ARRAY_BUFFER, coordinates, gl.DYNAMIC_DRAW);
      lineCount = coordinates.length / 2;
    },
    draw(view, { width, height }, colors) {
      const density = devicePixelRatio;
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(...channels(colors.background), 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.enableVertexAttribArray(0);
      gl.uniformMatrix4fv(viewAt, false, Float32Array.from(view));
      gl.uniform1f(aspectAt, width / height);
      gl.uniform1f(sizeAt, POINT_SIZE * density);
      bindPoints(points);
      setColor(colors.point, POINT_OPACITY);
      gl.uniform1i(roundAt, 1);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, shown);
      gl.drawElements(gl.POINTS, shownCount, gl.UNSIGNED_INT, 0);
      bindPoints(line);
      setColor(colors.line, 1);
      gl.uniform1i(roundAt, 0);
      gl.drawArrays(gl.LINE_STRIP, 0, lineCount);
    },
    finish() {
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    },
    close() {
      for (const buffer of [points, shown, line]) gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

function linkProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('Expected a shader for the map, found that the WebGL context is lost.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    // Freed with the program.
    gl.deleteShader(shader);
  }
  gl.bindAttribLocation(program, 0, 'point');
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS)) return program;
  throw new Error(
    `Expected the shaders of the map to compile, found: ${gl.getProgramInfoLog(program) ?? 'no reason given'}.`,
  );
}

/** Of '#rrggbb', from 0 to 1. */
function channels(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Pixels a CSS pixel: sharp on paper and on dense screens. */
const SCALE = 2;

/** An SVG file as a picture, at twice its size. Throws where the browser cannot draw or encode it. */
export async function svgToPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SCALE * image.naturalWidth;
  canvas.height = SCALE * image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob)
    throw new Error(
      'Expected the browser to encode the chart as PNG, found that it cannot: export it as SVG.',
    );
  return blob;
}

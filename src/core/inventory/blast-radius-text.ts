export const blastRadiusMarkdown = (radius: unknown): string => JSON.stringify(radius)

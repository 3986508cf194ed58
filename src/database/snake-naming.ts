import { DefaultNamingStrategy } from "typeorm";

/** `detectedAt` is the column `detected_at`, so that no entity has to say so. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

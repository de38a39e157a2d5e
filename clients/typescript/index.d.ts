import type { components, operations, paths } from "./contract";

/** All operations by path, as openapi-fetch takes them. */
export type { components, operations, paths };

/** A schema of the contract by its name, such as `Schema<"FlowOut">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

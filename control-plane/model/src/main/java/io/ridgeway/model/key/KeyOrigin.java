package io.ridgeway.model.key;

/** Where a key's private half comes from. */
public enum KeyOrigin {
  /** Made in custody; nobody ever saw it. */
  MADE,
  /** Brought by its owner, who may have copies. */
  IMPORTED
}

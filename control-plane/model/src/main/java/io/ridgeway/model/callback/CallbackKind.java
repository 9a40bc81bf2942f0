package io.ridgeway.model.callback;

/** In which words, and of what, a URL is told. */
public enum CallbackKind {
  /** A contract's events, as Standard Webhooks has it. */
  WEBHOOK,
  /** A contract's events, as BSN's protocol has it. */
  BSN_CONTRACT,
  /** Blocks, as BSN's protocol has it. */
  BSN_BLOCK
}

package io.ridgeway.model.key;

/** What kind of key. */
public enum Curve {
  /** Ethereum, FISCO BCOS. */
  SECP256K1
}

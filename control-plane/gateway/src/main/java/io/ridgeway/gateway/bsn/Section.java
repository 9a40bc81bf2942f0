package io.ridgeway.gateway.bsn;

/** The protocol's sections: which ledgers an operation is for. */
public enum Section {
  /** Of all. */
  APP,
  /** Of Fabric. */
  FABRIC,
  /** Of FISCO BCOS. */
  FISCO
}

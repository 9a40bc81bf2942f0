package io.ridgeway.model.certificate;

/** What a certificate is for; decides its key usages (RFC 5280 4.2.1.3 and 4.2.1.12). */
public enum CertificateUse {
  /** Signs as a member: an MSP's nodes, admins and clients. {@code digitalSignature}. */
  IDENTITY,
  /**
   * Either end of TLS. {@code digitalSignature}, with RSA also {@code keyEncipherment}; {@code
   * serverAuth} and {@code clientAuth}.
   */
  TLS,
  /**
   * The signing half of a pair for TLS under Guomi (GB/T 38636), as FISCO BCOS's own tool issues
   * it. {@code digitalSignature, nonRepudiation}.
   */
  TLS_SIGNING,
  /** The other half. {@code keyEncipherment, dataEncipherment, keyAgreement}. */
  TLS_ENCRYPTION
}

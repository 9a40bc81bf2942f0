package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;

/**
 * A transaction as far as it can be proved: what its digest is of, who signed it, and how.
 *
 * @param version its format, 0 to 2
 * @param nonce {@code 0x…}
 * @param to an address or a path; empty where it deploys
 * @param input {@code 0x…}
 * @param abi the contract's interface, where one is deployed with it
 * @param value from format 1 on, as the next four; empty or 0 otherwise
 * @param extension from format 2 on, {@code 0x…}; {@code 0x} otherwise
 * @param from who signed it, {@code 0x} and 40 hex digits
 * @param signature {@code 0x…}: r, s and how to recover the key (secp256k1) or the key itself (SM2)
 */
public record ArchivedTransaction(
    int version,
    String chain,
    String group,
    long blockLimit,
    String nonce,
    String to,
    String input,
    String abi,
    String value,
    String gasPrice,
    long gasLimit,
    String maxFeePerGas,
    String maxPriorityFeePerGas,
    String extension,
    String from,
    String signature) {
  private static final int NEWEST = 2;

  public ArchivedTransaction {
    if (version < 0 || version > NEWEST) {
      throw new IllegalArgumentException("a transaction's format is none of 0 to 2");
    }
    Form.bytes("a nonce", nonce);
    Form.address("a transaction's addressee", to);
    Form.bytes("an input", input);
    Form.bytes("an extension", extension);
    Form.bytes("a signature", signature);
    if (version < 1
        && (gasLimit != 0 || !(value + gasPrice + maxFeePerGas + maxPriorityFeePerGas).isEmpty())) {
      throw new IllegalArgumentException("a transaction of format 0 pays nothing");
    }
    if (version < NEWEST && !extension.equals("0x")) {
      throw new IllegalArgumentException("a transaction has an extension from format 2 on");
    }
  }

  /** Its name, which is what was signed. */
  public String digest(Cryptography cryptography) {
    Digesting fields =
        new Digesting()
            .number(version)
            .text(chain)
            .text(group)
            .number(blockLimit)
            .bytes(nonce)
            .text(to)
            .bytes(input)
            .text(abi);
    if (version >= 1) {
      fields
          .text(value)
          .text(gasPrice)
          .number(gasLimit)
          .text(maxFeePerGas)
          .text(maxPriorityFeePerGas);
    }
    return fields.bytes(extension).digest(cryptography);
  }
}

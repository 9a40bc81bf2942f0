package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hand of a chain's governor, whose key signs in custody.
 *
 * @param nonces gives another text of digits at each call
 */
record Governing(Chain chain, Administrators administrators, Supplier<String> nonces) {
  /** Well within what nodes allow, and enough for a call to be taken. */
  private static final long BLOCKS = ChainTransaction.LONGEST / 2;

  /**
   * A transaction that can be sent.
   *
   * @param name by which the chain knows it: {@code 0x} and 64 hex digits
   */
  record Signed(String name, String encoded) {}

  /** A call of the governor's; comes back once it is in a block. */
  String act(Asking door, long height, String what, Governance.Act act) {
    JsonNode receipt = send(door, sign(height + BLOCKS, what, act));
    int status = receipt.path("status").asInt();
    if (status != 0) {
      throw new LedgerException.Refused(
          status, what + ": " + receipt.path("message").asText("refused"), Optional.empty());
    }
    return what;
  }

  /**
   * A call of the governor's, signed and not sent.
   *
   * @param last block that may have it
   */
  Signed sign(long last, String what, Governance.Act act) {
    Cryptography cryptography = chain.cryptography();
    ManagedKey governor = administrators.identities().key(FiscoIdentities.GOVERNOR);
    ChainTransaction transaction =
        new ChainTransaction(
            chain.id(), chain.groupId(), last, nonces.get(), act.to(), act.input(cryptography));
    byte[] digest = transaction.digest(cryptography);
    // SM2 signs the digest as a message: its signer's identity is hashed with it.
    ToSign signed =
        switch (cryptography) {
          case STANDARD -> new ToSign.Digest(digest);
          case GUOMI -> new ToSign.Message(digest);
        };
    Signature signature = administrators.sign(FiscoIdentities.GOVERNOR, signed, what);
    return new Signed(
        "0x" + HexFormat.of().formatHex(digest),
        transaction.encode(cryptography, signature, governor.publicKey()));
  }

  /** Sends it once; the answer is its receipt. */
  JsonNode send(Asking door, Signed signed) {
    return door.ask("sendTransaction", List.of(chain.groupId(), "", signed.encoded(), false));
  }
}

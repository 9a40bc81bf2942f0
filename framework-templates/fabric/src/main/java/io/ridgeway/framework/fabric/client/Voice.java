package io.ridgeway.framework.fabric.client;

import io.grpc.Channel;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.ToSign;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.X509Identity;

/** One identity's calls over one connection. For one thread; what it signs is in the audit. */
final class Voice {
  private static final int ENDORSE_SECONDS = 10;
  private static final int SUBMIT_SECONDS = 5;

  private final Signatory signatory;
  private String saying;

  /** The gateway that speaks with it. */
  private final Gateway gateway;

  /**
   * Nothing is sent yet.
   *
   * @param saying what will be signed, for the audit
   * @param patience so long a question's answer may take
   */
  Voice(
      Channel connection,
      X509Identity identity,
      Signatory signatory,
      String saying,
      Duration patience) {
    this.signatory = signatory;
    this.saying = saying;
    this.gateway =
        Gateway.newInstance()
            .identity(identity)
            // Custody hashes by itself.
            .hash(Hash.NONE)
            .signer(this::sign)
            .connection(connection)
            .evaluateOptions(o -> o.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS))
            .endorseOptions(o -> o.withDeadlineAfter(ENDORSE_SECONDS, TimeUnit.SECONDS))
            .submitOptions(o -> o.withDeadlineAfter(SUBMIT_SECONDS, TimeUnit.SECONDS))
            .connect();
  }

  Gateway gateway() {
    return gateway;
  }

  void says(String what) {
    saying = what;
  }

  byte[] sign(byte[] message) {
    return signatory.sign(new ToSign.Message(message), saying).encoded();
  }
}

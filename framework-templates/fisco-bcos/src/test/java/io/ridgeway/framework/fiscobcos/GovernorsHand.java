package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.util.Arrays;
import java.util.HexFormat;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.model.CryptoType;

/** Signs with a chain's governor's key as custody does, by the SDK's own hands. */
record GovernorsHand(Cryptography cryptography, TestIdentities made) implements Administrators {
  @Override
  public Identities identities() {
    return made.identities();
  }

  @Override
  public Signature sign(String key, ToSign what, String reason) {
    if (!key.equals(FiscoIdentities.GOVERNOR)) {
      throw new IllegalArgumentException(key + " isn't the governor");
    }
    boolean guomi = cryptography == Cryptography.GUOMI;
    CryptoSuite suite = new CryptoSuite(guomi ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE);
    byte[] secret = made.secrets().get(identities().key(key).id());
    byte[] all =
        suite.sign(what.bytes(), suite.loadKeyPair(HexFormat.of().formatHex(secret))).encode();
    return guomi
        ? new Signature(Curve.SM2, Arrays.copyOf(all, 64))
        : new Signature(Curve.SECP256K1, all);
  }
}

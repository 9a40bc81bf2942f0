package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Signs with the RSA keys of a chain's identities and with its governor's, as custody does, and
 * keeps the reasons.
 */
record TestAdministrators(TestIdentities made, List<String> reasons) implements Administrators {
  TestAdministrators(TestIdentities made) {
    this(made, new CopyOnWriteArrayList<>());
  }

  @Override
  public Identities identities() {
    return made.identities();
  }

  @Override
  public Signature sign(String key, ToSign what, String reason) {
    ManagedKey managed = identities().key(key);
    if (key.equals(FiscoIdentities.GOVERNOR)) {
      reasons.add(reason);
      boolean guomi = managed.curve() == Curve.SM2;
      return new GovernorsHand(guomi ? Cryptography.GUOMI : Cryptography.STANDARD, made)
          .sign(key, what, reason);
    }
    if (managed.purpose() != Purpose.TRANSACTION || managed.curve() != Curve.RSA2048) {
      throw new IllegalArgumentException(key + " is no administrator's key");
    }
    reasons.add(reason);
    try {
      java.security.Signature signature = java.security.Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(made.secrets().get(managed.id()))));
      signature.update(what.bytes());
      return new Signature(Curve.RSA2048, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

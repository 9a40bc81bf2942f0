package io.ridgeway.engine.fake;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;

/** {@link KeyPairs} whose PEM is the curve and the key in hex. */
final class PlainPairs implements KeyPairs {
  @Override
  public Pair make(Curve curve) {
    return new Pair("5a".repeat(curve.publicKeyBytes()), "private " + curve);
  }

  @Override
  public String read(Curve curve, String pem) {
    if (!pem.startsWith(curve + " ")) {
      throw new Refusal(ProblemType.INVALID, "this is no key of " + curve);
    }
    return pem.substring(curve.name().length() + 1);
  }

  @Override
  public String write(Curve curve, String publicKey) {
    return curve + " " + publicKey;
  }
}

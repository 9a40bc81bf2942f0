package io.ridgeway.gateway;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;

/**
 * Who the gateway is to nodes that answer nobody without a name. It signs with that one key of the
 * network's plan: what administrators have is none of its business.
 *
 * @param key its name in the plan
 * @param identities who the nodes and the gateway are
 */
record GatewayName(String key, Identities identities, Signer signer) implements Administrators {
  @Override
  public Signature sign(String wanted, ToSign what, String reason) {
    if (!wanted.equals(key)) {
      throw new Refusal(
          ProblemType.FORBIDDEN, "The gateway signs with " + key + " alone, not with " + wanted);
    }
    return signer.sign(
        identities.key(key).id(), Purpose.TRANSACTION, what, reason + ", by the gateway");
  }
}

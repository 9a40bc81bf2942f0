package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;

/** Who knows everybody and signs nothing: Ethereum's drivers have no need for it. */
record TestAdministrators(Identities identities) implements Administrators {
  @Override
  public Signature sign(String key, ToSign what, String reason) {
    throw new UnsupportedOperationException();
  }
}

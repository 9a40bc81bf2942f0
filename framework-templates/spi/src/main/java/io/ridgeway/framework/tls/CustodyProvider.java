package io.ridgeway.framework.tls;

import java.io.Serial;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JDK's TLS sign with a {@link CustodyKey}. It has an algorithm for each kind of key and
 * takes that one kind alone; since Java chooses among providers only once it sees the key, all
 * others stay as they were.
 */
final class CustodyProvider extends Provider {
  static final String NAME = "RidgewayCustody";
  static final String ELLIPTIC = "SHA256withECDSA";
  static final String RSA = "SHA256withRSA";

  @Serial private static final long serialVersionUID = 1L;

  private CustodyProvider() {
    super(NAME, "1", "Signs with keys in Ridgeway's custody");
    putService(new Signing(this, ELLIPTIC, CustodyKey.ELLIPTIC));
    putService(new Signing(this, RSA, CustodyKey.RSA));
  }

  /** Puts it behind all other providers, if it isn't there yet. */
  static void install() {
    if (Security.getProvider(NAME) == null) {
      // Of two at once, the second changes nothing.
      Security.addProvider(new CustodyProvider());
    }
  }

  private static final class Signing extends Service {
    private final String keys;

    Signing(Provider provider, String algorithm, String keys) {
      super(
          provider, "Signature", algorithm, CustodySignature.class.getName(), List.of(), Map.of());
      this.keys = keys;
    }

    @Override
    public boolean supportsParameter(Object key) {
      return key instanceof CustodyKey custody && custody.getAlgorithm().equals(keys);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return new CustodySignature();
    }
  }
}

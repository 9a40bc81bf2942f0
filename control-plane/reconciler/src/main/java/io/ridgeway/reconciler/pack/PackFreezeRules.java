package io.ridgeway.reconciler.pack;

import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.Freezing.Kind;
import io.ridgeway.framework.Freezing.Subject;
import java.util.Map;
import java.util.Optional;

/** What a pack says of freezing, for the engine. */
record PackFreezeRules(Freezing pack) implements Frameworks.FreezeRules {
  @Override
  public Optional<String> obstacle(Map<String, String> birth) {
    return pack.obstacle(new BirthRecord(birth));
  }

  @Override
  public Optional<String> wrong(Map<String, String> birth, boolean contract, String address) {
    return pack.wrong(
        new BirthRecord(birth), new Subject(contract ? Kind.CONTRACT : Kind.ACCOUNT, address));
  }

  @Override
  public String canonical(String address) {
    return pack.canonical(address);
  }
}

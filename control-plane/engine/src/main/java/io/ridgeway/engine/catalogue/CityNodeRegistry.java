package io.ridgeway.engine.catalogue;

import io.ridgeway.engine.Schedule;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers city nodes and changes their registration. What the adapter's schema calls a secret
 * goes to custody, and from there to that city node's adapter only; the rest is kept as it is.
 */
@Singleton
public final class CityNodeRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(CityNodeRegistry.class);

  /** Settings by which a secret may run programs here, or send what is secret unprotected. */
  private static final List<String> TRUSTING = List.of("allowExec", "allowInsecure");

  private final CityNodeOffice office;
  private final Schedule schedule;

  public CityNodeRegistry(CityNodeOffice office, Schedule schedule) {
    this.office = office;
    this.schedule = schedule;
  }

  /**
   * What is said of a city node.
   *
   * @param configuration by the adapter's schema, with the secrets that are to be set
   */
  public record Registration(
      CityNode node, Map<String, String> configuration, Optional<UnitCost> cost) {
    public Registration {
      configuration = Map.copyOf(configuration);
    }

    @Override
    public String toString() {
      return "Registration[" + node + "]";
    }
  }

  /** The kinds of adapters to register for; for operators only, as registering is. */
  public List<AdapterOffer> offers(Actor actor) {
    actor.require(RealmRole.OPERATOR);
    return office.adapters.all();
  }

  /**
   * Registers it, for an operator. The same registration again changes nothing; another one of a
   * name that is taken is refused ({@code CONFLICT}).
   *
   * @return whether it is new
   */
  public boolean register(Actor actor, Registration registration) {
    CityNode node = registration.node();
    actor.require(RealmRole.OPERATOR);
    AdapterOffer offer = offer(node);
    check(node.adapter(), registration.configuration(), p -> true);
    return office.transactions.asSystem(
        () -> {
          Optional<CityNodeEntry> there = office.cityNodes.lock(node.id());
          if (there.isPresent()) {
            if (isSame(there.get(), registration, offer)) {
              return false;
            }
            throw taken(node.id());
          }
          // Somebody else may be registering that name at this moment.
          if (!office.cityNodes.insert(node, open(registration, offer), registration.cost())) {
            throw taken(node.id());
          }
          secrets(registration, offer).forEach((p, s) -> office.credentials.set(node.id(), p, s));
          office.record(
              actor,
              "city-node.register",
              node.id(),
              "Registered at " + node.city() + " for adapter " + node.adapter() + ".");
          return true;
        });
  }

  /**
   * Changes it, for an operator. Its state stays, and so do secrets that aren't given. Its adapter,
   * its country and the law that it is under stay while it holds networks.
   */
  public void change(Actor actor, Registration registration) {
    CityNode node = registration.node();
    actor.require(RealmRole.OPERATOR);
    AdapterOffer offer = offer(node);
    office.transactions.runAsSystem(
        () -> {
          CityNodeEntry before = office.require(actor, node.id());
          requireSettled(before.node(), node);
          boolean sameAdapter = before.node().adapter().equals(node.adapter());
          List<Kept> kept = office.credentials.of(node.id());
          Set<String> staying = new TreeSet<>();
          if (sameAdapter) {
            kept.forEach(k -> staying.add(k.property()));
            staying.retainAll(offer.secrets());
            staying.removeAll(registration.configuration().keySet());
          }
          check(node.adapter(), registration.configuration(), p -> !staying.contains(p));
          office.cityNodes.put(
              node.with(before.node().state()), open(registration, offer), registration.cost());
          if (!sameAdapter) {
            kept.forEach(k -> office.credentials.remove(node.id(), k.property()));
          }
          secrets(registration, offer).forEach((p, s) -> office.credentials.set(node.id(), p, s));
          // What runs there is made by these settings too.
          office.networks.at(node.id()).forEach(n -> schedule.reconcile(n.id()));
          office.record(
              actor,
              "city-node.change",
              node.id(),
              "Changed; now for adapter " + node.adapter() + ".");
        });
  }

  /**
   * Sets one secret, in the place of the one before; the adapter uses it from its next call on. A
   * provider's people may, except where the registration trusts what the secret says.
   */
  public Kept setCredential(Actor actor, CityNodeId id, String property, String secret) {
    return office.transactions.asSystem(
        () -> {
          CityNodeEntry entry = office.require(actor, id);
          if (!CityNodeAccess.isOperator(actor)) {
            requireNoTrust(entry);
          }
          Set<String> secrets = offer(entry.node()).secrets();
          if (!secrets.contains(property)) {
            throw new Refusal(
                ProblemType.NOT_FOUND,
                "The adapter "
                    + entry.node().adapter()
                    + " has no credential of that name"
                    + (secrets.isEmpty() ? "." : "; it has: " + String.join(", ", secrets) + "."));
          }
          Map<String, String> given = new TreeMap<>(entry.configuration());
          given.put(property, secret);
          check(entry.node().adapter(), given, property::equals);
          Kept kept = office.credentials.set(id, property, secret);
          office.record(
              actor,
              "city-node.credential",
              id,
              "Set " + property + " (version " + kept.version() + ").");
          return kept;
        });
  }

  /**
   * Registers what the installation's own configuration names, at its start: unchecked, since its
   * adapter says what is wrong when it is opened, and by nobody. Without its adapter nothing is
   * registered, since nobody could say what is a secret; the next start tries again.
   */
  public void seed(CityNode node, Map<String, String> configuration) {
    Optional<AdapterOffer> offer = office.adapters.find(node.adapter());
    if (offer.isEmpty()) {
      LOG.warn(
          "City node {} of the configuration is not registered: its adapter {} isn't installed.",
          node.id(),
          node.adapter());
      return;
    }
    Set<String> secrets = offer.get().secrets();
    office.transactions.runAsSystem(
        () -> {
          Optional<CityNodeEntry> before = office.cityNodes.find(node.id());
          Registration registration =
              new Registration(
                  before.map(e -> node.with(e.node().state())).orElse(node),
                  configuration,
                  before.flatMap(CityNodeEntry::cost));
          Map<String, String> open = new TreeMap<>(configuration);
          open.keySet().removeAll(secrets);
          office.cityNodes.put(registration.node(), open, registration.cost());
          if (before.filter(e -> !e.configuration().equals(open)).isPresent()) {
            office.networks.at(node.id()).forEach(n -> schedule.reconcile(n.id()));
          }
          for (String property : secrets) {
            String secret = configuration.get(property);
            if (secret != null
                && office.credentials.open(node.id(), property).filter(secret::equals).isEmpty()) {
              office.credentials.set(node.id(), property, secret);
            }
          }
        });
  }

  private static Refusal taken(CityNodeId id) {
    return new Refusal(
        ProblemType.CONFLICT,
        "A city node " + id + " is registered already; choose another name, or change that one.");
  }

  private static void requireNoTrust(CityNodeEntry entry) {
    for (String setting : TRUSTING) {
      if ("true".equalsIgnoreCase(entry.configuration().getOrDefault(setting, "").strip())) {
        throw new Refusal(
            ProblemType.FORBIDDEN,
            "City node "
                + entry.node().id()
                + " is registered with "
                + setting
                + ", so only operators set its credentials: ask an operator to do it.");
      }
    }
  }

  private void requireSettled(CityNode before, CityNode after) {
    boolean moves =
        !before.adapter().equals(after.adapter())
            || !before.country().equals(after.country())
            || !before.jurisdiction().equals(after.jurisdiction());
    if (moves && !office.networks.at(before.id()).isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "City node "
              + before.id()
              + " holds networks, so its adapter, its country and its jurisdiction stay; register"
              + " another city node.");
    }
  }

  private AdapterOffer offer(CityNode node) {
    return office
        .adapters
        .find(node.adapter())
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemType.INVALID,
                    List.of(
                        new Violation(
                            "adapter",
                            "There is no adapter "
                                + node.adapter()
                                + "; installed are: "
                                + String.join(
                                    ", ",
                                    office.adapters.all().stream().map(AdapterOffer::name).toList())
                                + "."))));
  }

  /**
   * Judges what is given. Kept secrets are not opened for it: one that doesn't open any more must
   * not be in the way of the one that replaces it.
   *
   * @param judged which properties' violations count
   */
  private void check(String adapter, Map<String, String> configuration, Predicate<String> judged) {
    List<Violation> violations =
        office.adapters.check(adapter, configuration).stream()
            .filter(v -> judged.test(v.field().substring(v.field().indexOf('.') + 1)))
            .toList();
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
  }

  private boolean isSame(CityNodeEntry there, Registration asked, AdapterOffer offer) {
    return there.node().with(asked.node().state()).equals(asked.node())
        && there.configuration().equals(open(asked, offer))
        && (asked.cost().isEmpty() || there.cost().equals(asked.cost()))
        && secrets(asked, offer).entrySet().stream()
            .allMatch(
                s ->
                    office
                        .credentials
                        .open(asked.node().id(), s.getKey())
                        .filter(s.getValue()::equals)
                        .isPresent());
  }

  private static Map<String, String> open(Registration registration, AdapterOffer offer) {
    Map<String, String> open = new TreeMap<>(registration.configuration());
    open.keySet().removeAll(offer.secrets());
    return open;
  }

  private static Map<String, String> secrets(Registration registration, AdapterOffer offer) {
    Map<String, String> secrets = new TreeMap<>(registration.configuration());
    secrets.keySet().retainAll(offer.secrets());
    return secrets;
  }
}

package io.ridgeway.gateway;

import io.ridgeway.gateway.delivery.Deliveries;
import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.gateway.submit.AccountTurns;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What the gateway has of the control plane besides its routes. Calls go on without any of it, but
 * for the few that ask for it.
 *
 * @param readers who may read ledgers for people
 * @param deliveries with what events are told to URLs; empty where that is others' business
 * @param shared what gateways settle among themselves; empty where there is one only
 */
public record ControlPlane(
    Registrar registrar,
    Callbacks callbacks,
    Readers readers,
    Optional<Deliveries.Ports> deliveries,
    Optional<Shared> shared) {
  /** What gateways settle among themselves, none of it during a call of an API key. */
  public record Shared(ShareLedger shares, DayLedger days, AccountTurns accounts) {}

  /** Of a gateway that is alone. */
  public ControlPlane(
      Registrar registrar, Callbacks callbacks, Optional<Deliveries.Ports> deliveries) {
    this(registrar, callbacks, Readers.NONE, deliveries, Optional.empty());
  }

  private static final Registrar NO_REGISTRAR =
      (application, user) -> {
        throw new Refusal(ProblemType.UNAVAILABLE, "Users can't be registered here.");
      };

  private static final Callbacks NO_CALLBACKS =
      new Callbacks() {
        @Override
        public String register(ApplicationId application, Wanted wanted) {
          throw none();
        }

        @Override
        public List<Standing> list(ApplicationId application) {
          throw none();
        }

        @Override
        public void remove(ApplicationId application, String id) {
          throw none();
        }

        private static Refusal none() {
          return new Refusal(ProblemType.UNAVAILABLE, "Events can't be ordered here.");
        }
      };

  /** None: what asks for it is refused. */
  public static ControlPlane none() {
    return of(NO_REGISTRAR);
  }

  /** The same, with those who may read for people. */
  public ControlPlane with(Readers those) {
    return new ControlPlane(registrar, callbacks, those, deliveries, shared);
  }

  /** Users are registered, and no more. */
  public static ControlPlane of(Registrar registrar) {
    return new ControlPlane(registrar, NO_CALLBACKS, Optional.empty());
  }
}

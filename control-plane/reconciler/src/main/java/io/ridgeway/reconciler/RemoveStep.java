package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.place.CityNodeId;
import org.jspecify.annotations.Nullable;

/** Has every city node remove its part; the token that it then holds tells that it was asked. */
final class RemoveStep implements Step {
  @Override
  public String name() {
    return "remove";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.sights().all().keySet().stream().allMatch(at -> wasAsked(pass, at));
  }

  private static boolean wasAsked(Pass pass, CityNodeId at) {
    // Since removal is wanted, nothing but a removal is written with a token as high as ours.
    return pass.sights().at(at).filter(o -> o.fence() >= pass.network().fence()).isPresent();
  }

  @Override
  public Outcome perform(Pass pass) {
    @Nullable AdapterException first = null;
    for (CityNodeId at : pass.sights().all().keySet()) {
      if (pass.sights().at(at).isPresent() && !wasAsked(pass, at)) {
        try {
          remove(pass, at);
        } catch (AdapterException.FencedOff e) {
          throw e;
        } catch (AdapterException e) {
          first = first == null ? e : first;
        }
      }
    }
    String unheard = pass.sights().whyUnheard();
    pass.lookAgain();
    if (first != null) {
      throw first;
    }
    return unheard.isEmpty() ? new Performed() : new Waiting(unheard, Pace.PATIENT);
  }

  /** Has the city node remove all that it has of the network. */
  static void remove(Pass pass, CityNodeId at) {
    pass.ports()
        .faults()
        .around(
            FaultPort.REMOVE,
            () ->
                pass.write(
                    at,
                    adapter -> {
                      adapter.remove(pass.id(), pass.fence());
                      return true;
                    }));
  }
}

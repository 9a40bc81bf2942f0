package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.reconciler.Faults.Death;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An operation that is disturbed at every point where it could be.
 *
 * @param begun a world in which it was just asked for; a new one each time
 */
record Disturbed(Supplier<World> begun) {
  /**
   * Has the process die at each point, and another one go on.
   *
   * @param done whether it was carried out
   * @return the points
   */
  List<String> byDeath(Consumer<World> done) {
    List<String> points = points(done);
    for (int point = 0; point < points.size(); point++) {
      World world = begun.get();
      boolean died = false;
      try {
        world.converge(world.reconciler(Faults.deathAt(point)));
      } catch (Death death) {
        died = true;
      }
      assertThat(died).as("point " + point + " was reached").isTrue();
      world.converge(world.reconciler());
      done.accept(world);
    }
    return points;
  }

  /**
   * Asks at each point for the network's deletion, which must leave nothing.
   *
   * @return at how many it could be asked for
   */
  int byDeletion() {
    int tried = 0;
    int points = points(undisturbed -> {}).size();
    for (int point = 0; point < points; point++) {
      World world = begun.get();
      AtomicBoolean asked = new AtomicBoolean();
      Faults faults =
          Faults.at(
              point,
              () -> {
                if (!world.store.inTransaction()) {
                  world.delete();
                  asked.set(true);
                }
              });
      world.converge(world.reconciler(faults));
      if (asked.get()) {
        tried++;
        Checks.of(world).isGone();
      }
    }
    return tried;
  }

  private List<String> points(Consumer<World> done) {
    Faults all = Faults.none();
    World undisturbed = begun.get();
    undisturbed.converge(undisturbed.reconciler(all));
    done.accept(undisturbed);
    return all.passed;
  }
}

package io.ridgeway.adapter.conformance;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Each law takes room; one that measures it says so itself, and is then alone. */
final class Room implements ResourceLocksProvider {
  @Override
  public Set<Lock> provideForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
    return Set.of(new Lock(TestCityNode.ROOM, ResourceAccessMode.READ));
  }
}

package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A parameter whose name is not in its path is read from the body, without a word: a page that is
 * fetched has none, and answers 400 to everybody.
 */
class PathParametersTest {
  @Test
  void whatIsNotInThePathIsTheBodyAndThereIsOneAtMost() {
    List<Method> doors = doors();
    assertThat(doors).hasSizeGreaterThan(200);
    assertThat(doors.stream().filter(door -> bodies(door).size() > most(door)))
        .extracting(door -> door + ": " + bodies(door))
        .isEmpty();
  }

  private static int most(Method door) {
    return door.isAnnotationPresent(GET.class) ? 0 : 1;
  }

  private static List<String> bodies(Method door) {
    String path =
        path(door.getDeclaringClass().getAnnotation(Path.class))
            + path(door.getAnnotation(Path.class));
    return Arrays.stream(door.getParameters())
        .filter(p -> p.getAnnotations().length == 0)
        .filter(p -> !p.getType().getPackageName().startsWith("jakarta.ws.rs"))
        .map(Parameter::getName)
        .filter(name -> !path.contains("{" + name + "}") && !path.contains("{" + name + ":"))
        .toList();
  }

  private static String path(Path path) {
    return Optional.ofNullable(path).map(Path::value).orElse("");
  }

  private static List<Method> doors() {
    List<Method> doors = new ArrayList<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ridgeway.portal", "io.ridgeway.ops", "io.ridgeway.app")) {
      if (resource.isAnnotatedWith(Path.class)) {
        Arrays.stream(resource.reflect().getDeclaredMethods())
            .filter(m -> !m.isSynthetic() && isDoor(m))
            .forEach(doors::add);
      }
    }
    return doors;
  }

  private static boolean isDoor(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class));
  }
}

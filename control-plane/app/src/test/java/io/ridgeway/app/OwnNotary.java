package io.ridgeway.app;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The notary as somebody's own: one jar with all that it needs, started by this class, without any
 * argument.
 */
public final class OwnNotary {
  private OwnNotary() {}

  /** Starts it, in its own jar. */
  public static void main(String[] arguments)
      throws ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InvocationTargetException {
    Class.forName("io.ridgeway.example.fabric.Service")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {"notary"});
  }

  /**
   * The jar.
   *
   * @param note makes it another one
   */
  static byte[] jar(String note) {
    try {
      return packed(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] packed(String note) throws IOException {
    Path examples = Path.of(System.getProperty("fabric.contracts"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    String own = OwnNotary.class.getName();
    files.put(
        JarFile.MANIFEST_NAME,
        ("Manifest-Version: 1.0\nMain-Class: " + own + "\nNote: " + note + "\n")
            .getBytes(StandardCharsets.UTF_8));
    String file = own.replace('.', '/') + ".class";
    try (InputStream in = OwnNotary.class.getClassLoader().getResourceAsStream(file)) {
      files.put(file, in.readAllBytes());
    }
    for (Path jar : list(examples.resolve("service"))) {
      add(jar, files);
    }
    Path classes = examples.resolve("classes");
    for (Path path : list(classes)) {
      files.put(classes.relativize(path).toString(), Files.readAllBytes(path));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(new BufferedOutputStream(bytes))) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** What services say of themselves is joined; of all else the first counts. */
  private static void add(Path jar, Map<String, byte[]> files) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      for (JarEntry entry : opened.stream().toList()) {
        String name = entry.getName();
        if (entry.isDirectory() || isSigned(name) || name.endsWith("module-info.class")) {
          continue;
        }
        try (InputStream in = opened.getInputStream(entry)) {
          byte[] content = in.readAllBytes();
          if (name.startsWith("META-INF/services/")) {
            files.merge(name, content, OwnNotary::joined);
          } else {
            files.putIfAbsent(name, content);
          }
        }
      }
    }
  }

  private static boolean isSigned(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.write('\n');
    both.writeBytes(other);
    return both.toByteArray();
  }
}

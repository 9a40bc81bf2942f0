package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.CloudAdapterProvider;

/**
 * The parent of a plugin's class loader: it gives the SPI, the model and the JDK, and nothing else
 * of the application. So a plugin brings the libraries that it needs, in its own versions, and
 * finds no service of ours.
 */
final class SpiOnly extends ClassLoader {
  private static final String SPI = "io.ridgeway.adapter.";
  private static final String MODEL = "io.ridgeway.model.";

  static {
    registerAsParallelCapable();
  }

  // Not the context class loader: under Quarkus, these are the classes that the callers have.
  private final ClassLoader ours = CloudAdapterProvider.class.getClassLoader();

  SpiOnly() {
    super(ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(MODEL) || isOfTheSpi(name) || name.startsWith("org.jspecify.")) {
      return ours.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  /** Below the SPI's package are adapters, which don't see each other. */
  private static boolean isOfTheSpi(String name) {
    return name.startsWith(SPI) && name.indexOf('.', SPI.length()) < 0;
  }
}

package io.ridgeway.framework.renderer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.loader.ResourceLoader;
import org.apache.velocity.util.ExtProperties;

/**
 * Finds templates beside one class of the pack, through that class's own loader, so that a pack in
 * a plugin's class loader sees its templates and no other pack's.
 */
final class PackLoader extends ResourceLoader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][-._a-z0-9/]*\\.vm");

  private final Class<?> anchor;
  private final String folder;

  PackLoader(Class<?> anchor, String folder) {
    this.anchor = anchor;
    this.folder = folder;
  }

  @Override
  public void init(ExtProperties configuration) {}

  @Override
  public Reader getResourceReader(String name, String encoding) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new ResourceNotFoundException("not the name of a template: " + name);
    }
    InputStream bytes = anchor.getResourceAsStream(folder + "/" + name);
    if (bytes == null) {
      throw new ResourceNotFoundException("the pack has no template " + name);
    }
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean resourceExists(String name) {
    try (Reader found = getResourceReader(name, "UTF-8")) {
      return found.ready();
    } catch (ResourceNotFoundException | IOException e) {
      return false;
    }
  }

  @Override
  public boolean isSourceModified(Resource resource) {
    return false;
  }

  @Override
  public long getLastModified(Resource resource) {
    return 0;
  }
}

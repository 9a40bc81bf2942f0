package io.ridgeway.framework.renderer;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.util.introspection.SecureUberspector;

/**
 * The templates of one pack (Velocity 2.4).
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>The same template and values give the same text, down to the byte; lines end in {@code \n}.
 *   <li>A reference without a value fails, so that no file goes out with a hole in it.
 *   <li>Values are texts, whole numbers, booleans, and lists and maps of these: a template can't
 *       reach a class, a file or the clock through them.
 *   <li>Only the pack's own folder is read; nothing is written.
 * </ul>
 *
 * <p>Every template has {@code $quote}, see {@link Quote}. Thread-safe.
 */
public final class Templates {
  private final VelocityEngine engine;

  /**
   * The templates in {@code folder}, looked up from {@code anchor} as {@link
   * Class#getResourceAsStream} does: {@code "templates"} is beside the class, {@code "/templates"}
   * at the root.
   */
  public Templates(Class<?> anchor, String folder) {
    engine = new VelocityEngine();
    engine.setProperty(RuntimeConstants.RESOURCE_LOADERS, "pack");
    engine.setProperty("resource.loader.pack.instance", new PackLoader(anchor, folder));
    engine.setProperty("resource.loader.pack.cache", "true");
    engine.setProperty(RuntimeConstants.UBERSPECT_CLASSNAME, SecureUberspector.class.getName());
    engine.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT, "true");
    engine.setProperty(RuntimeConstants.STRICT_MATH, "true");
    engine.setProperty(RuntimeConstants.VM_ARGUMENTS_STRICT, "true");
    engine.setProperty(RuntimeConstants.VM_LIBRARY, "");
    engine.setProperty(RuntimeConstants.INPUT_ENCODING, "UTF-8");
    engine.init();
  }

  /**
   * The text of a template.
   *
   * @param name its file name: {@code genesis.json.vm}
   * @param values what its references mean
   */
  public String render(String name, Map<String, ?> values) {
    values.forEach(Templates::check);
    VelocityContext context = new VelocityContext();
    values.forEach(context::put);
    context.put("quote", Quote.QUOTE);
    StringWriter text = new StringWriter();
    try {
      engine.getTemplate(name, "UTF-8").merge(context, text);
    } catch (VelocityException e) {
      throw new TemplateException("template " + name + ": " + e.getMessage(), e);
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static void check(String name, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(each -> check(name, each));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(each -> check(name, each));
    } else if (!(value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean)) {
      throw new IllegalArgumentException(
          "value " + name + " is no text, whole number, boolean, or list or map of these");
    }
  }
}

package io.ridgeway.framework.renderer;

import java.io.Serial;

/**
 * A template can't be rendered: it is missing, it is malformed, or it asks for a value that it
 * wasn't given. The fault is the pack's, never the tenant's.
 */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}

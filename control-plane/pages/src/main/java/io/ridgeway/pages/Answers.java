package io.ridgeway.pages;

import io.ridgeway.model.problem.Refusal;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** How a visit is answered, within the frame of its own set of pages. */
public interface Answers {

  /** A page. */
  Response page(String template, Map<String, Object> data);

  /** A page again, because of what was typed. */
  Response again(String template, Map<String, Object> data);

  /** A page again, with the refusal on top. */
  Response refused(Refusal refusal, String template, Map<String, Object> data);

  /** On to another page, after the work is done. */
  Response goTo(String path);
}

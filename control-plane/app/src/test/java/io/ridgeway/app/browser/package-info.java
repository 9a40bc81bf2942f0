/** The portal as people see it: a real browser on the real application. */
package io.ridgeway.app.browser;

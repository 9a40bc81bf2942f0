/**
 * What tests need of the world: organisations with authorities of their own, and Fabric's programs.
 */
package io.ridgeway.framework.fabric.lab;

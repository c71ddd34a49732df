/**
 * Gets a kernel: asks apt for the package of the machine's own release, for another architecture, and takes the image out of it.
 *
 * <p>It must not know machines or models. It configures nothing on the host: apt works with folders of its own.
 *
 * <p>Sources: apt-get(8) and apt.conf(5); deb(5), "Binary package format".
 */
package org.maskflip.modelcheck.fetch;

package org.maskflip.emulator.hotpatch.kernel;

import java.util.ArrayList;
import java.util.List;
import org.maskflip.emulator.loader.linux.KernelCode;

/**
 * An audit of a kernel or a module at rest.
 *
 * @param code what was looked at
 * @param figures the numbers, in the order of their printing
 * @param findings the sites that are not what they have to be; empty if all are
 */
public record KernelAudit(KernelCode code, List<Figure> figures, List<SiteFinding> findings) {
    /** Looks at every site. */
    public static KernelAudit of(KernelCode code) {
        List<Figure> figures = new ArrayList<>();
        new SiteFigures(code, figures).count();
        new NeighbourFigures(code, figures).count();
        new StageFigures(code, figures).count();
        return new KernelAudit(code, List.copyOf(figures), new SiteChecks(code).findings());
    }
}

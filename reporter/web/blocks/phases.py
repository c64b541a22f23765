"""How far a running report is."""

from reporter.jobs.events import TITLES
from reporter.jobs.job import Job
from reporter.model.progress import PHASES, Progress
from reporter.web.blocks.markup import safe


def phases(job: Job) -> str:
    """The list of phases: done, running, to come, each with questions answered and wanted, and the calls spent."""
    steps = {step.progress.phase: step.progress for step in job.steps}
    current = job.latest.progress.phase if job.latest else None
    at = PHASES.index(current) if current in PHASES else -1
    rows = "".join(_row(phase, steps.get(phase), place - at) for place, phase in enumerate(PHASES))
    calls = job.latest.progress.calls if job.latest else 0
    return (
        f'<ol class="lr-phases" aria-label="Progress">{rows}</ol>'
        f'<p class="lr-muted" role="status">{calls:,} calls spent of at most {job.parameters.budget:,}</p>'
    )


def _row(phase: str, progress: Progress | None, distance: int) -> str:
    """One phase; `distance` is its place relative to the running one."""
    state = "done" if distance < 0 else "now" if distance == 0 else "next"
    count = "" if progress is None else f"{progress.done:,} of {progress.wanted:,}"
    details = (
        f'<span class="lr-details">{safe(progress.details)}</span>' if progress and progress.details and not distance else ""
    )
    word = {"done": "done", "now": "running", "next": "to come"}[state]
    return (
        f'<li class="lr-{state}"><span class="lr-mark" aria-hidden="true"></span><span>{TITLES[phase]}{details}</span>'
        f'<span class="lr-count">{count}</span><span class="lr-hidden">{word}</span></li>'
    )

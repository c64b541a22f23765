"""Requests for reports, and the jobs that make them."""

from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Header, Path, Query
from fastapi import Request as HttpRequest
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from reporter.api import asking
from reporter.api.answers import KEYED, answer, documented
from reporter.api.asking import BulkAsked, ReportAsked, Wanted
from reporter.api.callers import Caller
from reporter.api.examples import BULK_VIEW, EVENTS, JOB_PAGE, JOB_VIEW
from reporter.api.here import Here, Who
from reporter.api.problem import Problem
from reporter.api.services import Services
from reporter.api.views import BulkView, JobPage, JobView, bulk_view, job_view
from reporter.errors import InputError
from reporter.jobs.job import BULK, INTERACTIVE, Job, Request

router: Final = APIRouter(tags=["jobs"])
Key: TypeAlias = Annotated[str, Path(pattern=r"^[0-9a-f]{16}(-[0-9]{1,9})?$", description="The id of a job.")]
_HTTP: Final = frozenset({"http", "https"})


@router.post(
    "/reports",
    summary="Ask for a report",
    status_code=202,
    responses=documented(
        JobView, "forbidden", "invalid", "budget-spent", "too-large", "bad-request", status=202, example=JOB_VIEW
    )
    | documented(JobView, example=JOB_VIEW),
)
async def ask_for_report(request: HttpRequest, here: Here, who: Who, wanted: ReportAsked) -> Response:
    """The same request is the same job, whoever asks: 200 when its report is there already, else 202."""
    owner = _asker(who, wanted)
    urls = [url.get_secret_value() for url in wanted.endpoints]
    if urls and owner is None:
        raise asking.invalid("endpoints", InputError("endpoints of your own are for private investigations"))
    for number, url in enumerate(urls):
        await asking.outward(here, url, f"endpoints/{number}", _HTTP)
    parameters = asking.parameters(here, wanted, wanted.mint, "mint")
    ordered = Request(parameters, wanted.kind, INTERACTIVE, owner, tuple(urls))
    job = await run_in_threadpool(asking.order, here, who, ordered)
    view = job_view(job)
    return answer(request, view, 200 if job.finished else 202, {"location": view.url})


@router.post(
    "/bulk",
    summary="Ask for many reports",
    openapi_extra=KEYED,
    status_code=202,
    responses=documented(
        BulkView, "forbidden", "invalid", "budget-spent", "too-large", "bad-request", status=202, example=BULK_VIEW
    ),
)
def ask_for_many(request: HttpRequest, here: Here, who: Who, wanted: BulkAsked) -> Response:
    """Up to 500 mints. They wait behind reports somebody asked for one by one."""
    who.needs("request")
    owner = asking.owner(who, wanted)
    requests = [
        Request(asking.parameters(here, wanted, mint, f"mints/{number}"), wanted.kind, BULK, owner)
        for number, mint in enumerate(wanted.mints)
    ]
    view = bulk_view(asking.order_many(here, who, requests))
    return answer(request, view, 202, {"location": view.url})


@router.get(
    "/bulk/{bulk}",
    summary="How many reports stand",
    responses=documented(BulkView, "not-found", "invalid", "forbidden", example=BULK_VIEW),
)
def bulk_status(
    request: HttpRequest, here: Here, who: Who, bulk: Annotated[str, Path(pattern=r"^[0-9a-f]{8,64}$")]
) -> Response:
    """Where each job of a bulk request stands, counted by state."""
    found = here.desk.bulk(bulk)
    if found is None or (found.owner is not None and found.owner != who.key_id):
        raise Problem("not-found")
    here.door.reads(who)
    return answer(request, bulk_view(found))


@router.get("/jobs", summary="History", responses=documented(JobPage, "invalid", "forbidden", example=JOB_PAGE))
def history(
    request: HttpRequest,
    here: Here,
    who: Who,
    *,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the part before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    private: Annotated[bool, Query(description="The private investigations of this key, instead of public jobs.")] = False,
) -> Response:
    """Jobs, the newest first."""
    owner = who.needs("private").id if private else None
    if owner is None:
        here.door.reads(who)
    try:
        page = here.desk.history(before=cursor, limit=limit, owner=owner)
    except InputError as error:
        raise asking.invalid("cursor", error) from None
    return answer(request, JobPage([job_view(job) for job in page.jobs], page.before))


@router.get(
    "/jobs/{job}",
    summary="How a job stands",
    responses=documented(JobView, "not-found", "invalid", "forbidden", example=JOB_VIEW),
)
def status(request: HttpRequest, here: Here, who: Who, job: Key) -> Response:
    """One job, with how far each phase is."""
    return answer(request, job_view(_visible(here, who, job)))


@router.post(
    "/jobs/{job}/cancel",
    summary="Cancel a job",
    openapi_extra=KEYED,
    status_code=202,
    responses=documented(JobView, "not-found", "invalid", "forbidden", "conflict", status=202, example=JOB_VIEW),
)
def cancel(request: HttpRequest, here: Here, who: Who, job: Key) -> Response:
    """A waiting job stops at once, a running one between two calls; what it found is kept as a partial report."""
    found = _visible(here, who, job)
    if not who.may("operate"):
        key = who.needs("request")
        askers = here.asked.of(job)
        if key.id not in askers:
            raise Problem("forbidden", "only who asked for a job may cancel it")
        if len(askers) > 1 and not found.finished:
            raise Problem("conflict", "others wait for this report too")
    if found.finished:
        raise Problem("conflict", "the job has ended")
    here.desk.cancel(job)
    return answer(request, job_view(here.desk.get(job) or found), 202)


@router.get(
    "/jobs/{job}/events",
    summary="Follow a job",
    responses=documented(
        None,
        "not-found",
        "invalid",
        "forbidden",
        "not-ready",
        media={"text/event-stream": {"schema": {"type": "string"}, "example": EVENTS}},
    )
    | {204: {"description": "The job has ended and everything was told: do not connect again."}},
)
async def events(
    here: Here,
    who: Who,
    job: Key,
    after: Annotated[int, Query(ge=0, le=2**31, description="Leave out events up to this number.")] = 0,
    last_event_id: Annotated[
        str | None, Header(pattern=r"^[0-9]{1,9}$", description="Sent by browsers that connect again; outranks `after`.")
    ] = None,
) -> Response:
    """Server-sent events `progress` and, at last, `end`; the id of each is its number, so that a reader can resume."""
    found = await run_in_threadpool(_visible, here, who, job)
    start = after if last_event_id is None else int(last_event_id)
    if found.finished and not await run_in_threadpool(here.desk.events, job, start):
        return Response(status_code=204)
    if here.feeds.full:
        raise Problem("not-ready", "too many listen already", retry_after=30)
    head = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(here.feeds.listen(job, start), media_type="text/event-stream", headers=head)


def _asker(who: Caller, wanted: Wanted) -> str | None:
    """The owner of what is asked for. Raises Problem for who may not ask."""
    if who.key is not None:
        who.needs("request")
    return asking.owner(who, wanted)


def _visible(here: Services, who: Caller, key: str) -> Job:
    """A job the caller may see. Raises Problem, the same one for what is not there and for what is another's."""
    job = here.desk.get(key)
    if job is None or (job.owner is not None and job.owner != who.key_id):
        raise Problem("not-found", "there is no such job")
    if job.owner is None:
        here.door.reads(who)
    return job

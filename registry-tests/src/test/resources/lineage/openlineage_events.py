"""Makes the events beside this script with the real client (pip install openlineage-python)."""
import pathlib

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    datasource_dataset, dataset_version_dataset, documentation_job,
    error_message_run, input_statistics_input_dataset, nominal_time_run, output_statistics_output_dataset,
    ownership_job, schema_dataset, source_code_location_job)
from openlineage.client.serde import Serde

HERE = pathlib.Path(__file__).parent / "openlineage"
RUN = "0199d3a5-7c3e-7b1a-9d55-3d2c5b1f0a11"
PRODUCER = "https://example.org/pipelines/train"
MD5 = "md5:77ea65750856501db1549c276e42afd7"


def run(**facets):
    return Run(runId=RUN, facets=facets)


def job():
    return Job(namespace="airflow", name="train_housing.fit", facets={
        "documentation": documentation_job.DocumentationJobFacet(description="Fits the model"),
        "ownership": ownership_job.OwnershipJobFacet(owners=[ownership_job.Owner(name="team:pricing", type="MAINTAINER")]),
        "sourceCodeLocation": source_code_location_job.SourceCodeLocationJobFacet(
            type="git", url="https://git.example.org/pricing", repoUrl="https://git.example.org/pricing.git",
            path="train.py", version="3f786850e387550fdab836ed7e6dc881de23001b")})


def housing(version):
    facets = {
        "dataSource": datasource_dataset.DatasourceDatasetFacet(name="lake", uri="s3://lake"),
        "schema": schema_dataset.SchemaDatasetFacet(fields=[
            schema_dataset.SchemaDatasetFacetFields(name="MedInc", type="double"),
            schema_dataset.SchemaDatasetFacetFields(name="HouseAge", type="int", description="years")])}
    if version:
        facets["version"] = dataset_version_dataset.DatasetVersionDatasetFacet(datasetVersion=version)
    return InputDataset(namespace="s3://lake", name="housing/2020", facets=facets, inputFacets={
        "inputStatistics": input_statistics_input_dataset.InputStatisticsInputDatasetFacet(rowCount=5832, size=183204)})


def features():
    return OutputDataset(namespace="s3://lake", name="features/2020", facets={}, outputFacets={
        "outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(rowCount=5832, size=99)})


def write(name, event):
    HERE.mkdir(exist_ok=True)
    (HERE / (name + ".json")).write_text(Serde.to_json(event) + "\n")


if __name__ == "__main__":
    write("start", RunEvent(
        eventType=RunState.START, eventTime="2026-03-03T14:00:00.000000+00:00", producer=PRODUCER, job=job(),
        run=run(nominalTime=nominal_time_run.NominalTimeRunFacet(nominalStartTime="2026-03-03T14:00:00Z")),
        inputs=[housing(None)], outputs=[]))
    write("running", RunEvent(
        eventType=RunState.RUNNING, eventTime="2026-03-03T14:05:00.123456+00:00", producer=PRODUCER, job=job(),
        run=run(), inputs=[housing(MD5)], outputs=[]))
    write("complete", RunEvent(
        eventType=RunState.COMPLETE, eventTime="2026-03-03T14:09:30+00:00", producer=PRODUCER, job=job(),
        run=run(), inputs=[housing(MD5)], outputs=[features()]))
    write("fail", RunEvent(
        eventType=RunState.FAIL, eventTime="2026-03-03T14:08:00Z", producer=PRODUCER, job=job(),
        run=run(errorMessage=error_message_run.ErrorMessageRunFacet(
            message="out of memory", programmingLanguage="python", stackTrace="…")),
        inputs=[], outputs=[]))

FROM continuumio/miniconda3
ONBUILD RUN conda env create -f environment.yml

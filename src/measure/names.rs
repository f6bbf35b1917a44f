//! What was made in the builder: each image and container has a name of its own, and all go in the end.

use std::cell::{Cell, RefCell};
use std::hash::{BuildHasher as _, RandomState};

use super::builder::Builder;

/// The images and containers of one measurement. When it goes, so do they, whatever went wrong before.
pub(super) struct Made<'b> {
    builder: &'b dyn Builder,
    /// Tells its names from those of other measurements. The number of the process does not: jobs in containers have the
    /// same one, and may share an engine.
    own: u64,
    count: Cell<u32>,
    images: RefCell<Vec<String>>,
    steps: RefCell<Vec<String>>,
    containers: RefCell<Vec<String>>,
}

impl<'b> Made<'b> {
    pub(super) fn new(builder: &'b dyn Builder) -> Self {
        Self {
            builder,
            own: RandomState::new().hash_one(std::process::id()),
            count: Cell::new(0),
            images: RefCell::default(),
            steps: RefCell::default(),
            containers: RefCell::default(),
        }
    }

    /// A name for an image that is about to be made.
    pub(super) fn image(&self) -> String {
        let name = self.name();
        self.images.borrow_mut().push(name.clone());
        name
    }

    /// Takes an image without a name that a build made on its way.
    pub(super) fn step(&self, image: &str) {
        self.steps.borrow_mut().push(image.to_owned());
    }

    /// A name for a container that is about to be made.
    pub(super) fn container(&self) -> String {
        let name = self.name();
        self.containers.borrow_mut().push(name.clone());
        name
    }

    /// Removes a container before the end.
    pub(super) fn remove_container(&self, name: &str) {
        self.builder.remove_container(name);
        self.containers.borrow_mut().retain(|other| other != name);
    }

    fn name(&self) -> String {
        self.count.set(self.count.get() + 1);
        format!("dfopt-measure-{:016x}-{}", self.own, self.count.get())
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        for name in self.containers.take() {
            self.builder.remove_container(&name);
        }
        for name in self.images.take() {
            self.builder.remove(&name);
        }
        self.builder.remove_steps(&self.steps.take());
    }
}

//! The bytes of a Parquet file, of which parts are read anywhere.

use super::ParquetError;
use crate::source::{Folder, SourceError};
use ::bytes::Bytes;
use parquet::errors::ParquetError as LibraryError;
use parquet::file::reader::{ChunkReader, Length};
use std::io::{BufReader, Read};

/// How many bytes a file may have that is held in memory since it is not on the disk.
const LARGEST_IN_MEMORY: u64 = 1 << 30;
/// How many bytes are read at once where a header of a page is looked at.
const READ_SIZE: usize = 1 << 12;

/// The bytes of a file.
#[derive(Debug)]
pub enum Source {
    /// On the disk.
    Disk {
        folder: Folder,
        name: String,
        length: u64,
    },
    /// In memory.
    Memory(Bytes),
}

impl Source {
    /// Finds the bytes of a file. Fails where it can't be read, and where it does not begin as a Parquet file does.
    pub fn open(folder: &Folder, name: &str) -> Result<Source, ParquetError> {
        let unreadable = ParquetError::Unreadable;
        let failed = |error| unreadable(folder.error(name, &error));
        let mut start = Vec::new();
        let input = folder.open(name).map_err(unreadable)?;
        input.take(4).read_to_end(&mut start).map_err(failed)?;
        match start.as_slice() {
            b"PAR1" => {}
            b"PARE" => return Err(ParquetError::Encrypted),
            b"" => return Err(ParquetError::Empty),
            _ => return Err(ParquetError::OtherKind),
        }
        if let Some(length) = folder.size(name).map_err(unreadable)? {
            return Ok(Source::Disk {
                folder: folder.clone(),
                name: name.to_owned(),
                length,
            });
        }
        let mut bytes = Vec::new();
        let input = folder.open(name).map_err(unreadable)?;
        let read = input.take(LARGEST_IN_MEMORY + 1).read_to_end(&mut bytes);
        read.map_err(failed)?;
        match bytes.len() as u64 > LARGEST_IN_MEMORY {
            true => Err(ParquetError::Damaged("more than 1 GiB".to_owned())),
            false => Ok(Source::Memory(bytes.into())),
        }
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        match self {
            Source::Disk { length, .. } => *length,
            Source::Memory(bytes) => bytes.len() as u64,
        }
    }
}

impl ChunkReader for Source {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Self::T, LibraryError> {
        match self {
            Source::Disk { folder, name, .. } => {
                let input = folder.open_range(name, start, None).map_err(external)?;
                Ok(Box::new(BufReader::with_capacity(READ_SIZE, input)))
            }
            Source::Memory(bytes) => Ok(Box::new(bytes.get_read(start)?)),
        }
    }

    /// Fails before memory is taken where the file has not so many bytes.
    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, LibraryError> {
        let end = start.checked_add(length as u64);
        let Some(end) = end.filter(|end| *end <= self.len()) else {
            return Err(LibraryError::EOF("the file ends too early".to_owned()));
        };
        match self {
            Source::Disk { folder, name, .. } => {
                let input = folder.open_range(name, start, Some(end));
                let mut bytes = Vec::with_capacity(length);
                let read = input.map_err(external)?.read_to_end(&mut bytes)?;
                match read == length {
                    true => Ok(bytes.into()),
                    false => Err(LibraryError::EOF("the file ends too early".to_owned())),
                }
            }
            Source::Memory(bytes) => bytes.get_bytes(start, length),
        }
    }
}

fn external(error: SourceError) -> LibraryError {
    LibraryError::External(Box::new(error))
}
